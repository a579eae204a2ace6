import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's chain of credential providers in the bundles: Lambda always gives the credentials of the role in
 * variables, and the rest of the chain (profiles, single sign-on, metadata services) is 100 kB in each function.
 */
export const defaultProvider = () => fromEnv();
