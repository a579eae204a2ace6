/**
 * Stands in for a part of DynamoDB's client that looks up where DynamoDB is, which AWS needs nowhere by now and which is
 * switched off unless somebody asks for it: 8 kB in each bundle.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
export const getEndpointDiscoveryPlugin = () => ({ applyToStack() {} });
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};
