import { secureHeaders } from 'hono/secure-headers';

/**
 * Our pages have no script, load nothing from elsewhere, and belong in nobody's frame. Whether the address is HTTPS
 * only is for the home to say, which knows.
 */
export const securePages = secureHeaders({
  strictTransportSecurity: false,
  // With no-referrer a browser calls the origin of our own forms null, and they would be refused as foreign.
  referrerPolicy: 'same-origin',
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
  },
});
