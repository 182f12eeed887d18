import tls from 'node:tls'

/**
 * From here on no connection of this process speaks an older TLS. Certificates are checked by Node itself unless somebody
 * switched that off for the whole process, which is refused.
 * @throws when certificates would not be checked
 */
export function requireTls(least: 'TLSv1.2' | 'TLSv1.3', env: Record<string, string | undefined>): void {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new Error(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 would let anybody pretend to be your database or your model. Take it away; ' +
        'for a certificate of your own, name its authority in NODE_EXTRA_CA_CERTS.',
    )
  }
  tls.DEFAULT_MIN_VERSION = least
}
