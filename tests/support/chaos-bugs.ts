/** Faults that people make, put into a copy of the program or its database from outside: the oracle has to see each of them. */
export const BUGS = {
  'no-unique-key': {
    what: 'What is told twice is stored twice.',
    sql: ['drop index messages_external', 'alter table inbox drop constraint inbox_tenant_id_source_external_id_pk'],
    change: undefined,
  },
  'blind-retry': {
    what: 'What may have arrived is sent again, whatever the platform.',
    sql: [],
    change: {
      file: '/core/delivery/settle-reply.ts',
      words: /connector\?\.promise !== 'idempotent' \|\| attempt >= MOST_ATTEMPTS/,
      become: 'attempt >= MOST_ATTEMPTS',
    },
  },
  'no-fence': {
    what: 'Who lost the lease of a delivery still settles it.',
    sql: [],
    change: {
      file: '/db/deliveries.ts',
      words: /eq\(deliveries\.lease, lease\),\s+eq\(deliveries\.status, 'sending'\),/,
      become: '',
    },
  },
  'no-second-look': {
    what: 'Who stood still with the connection standing writes all the same.',
    sql: [],
    change: {
      file: '/core/delivery/deliver-reply.ts',
      words: /steadyOf\(world\) - since <= LEAVES_WITHIN_MS/,
      become: 'true',
    },
  },
} as const satisfies Record<
  string,
  { what: string; sql: readonly string[]; change: { file: string; words: RegExp; become: string } | undefined }
>
export type Bug = keyof typeof BUGS
