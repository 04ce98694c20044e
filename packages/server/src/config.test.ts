import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

describe('readConfig', () => {
  test('has a default for everything', () => {
    expect(readConfig({}, {})).toEqual({
      port: 4700,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: undefined,
      keysDir: resolve('data/keys'),
      exportsDir: resolve('data/exports'),
      guards: expect.objectContaining({ writer: expect.objectContaining({ name: 'file' }) }),
      publicUrl: undefined,
      proxies: [],
      mail: undefined,
      oidc: undefined,
      witnesses: [],
      timestampAuthority: undefined,
      logLevel: 'warn',
      demo: false,
      underNpm: false,
    })
  })

  test('lets flags win over the environment, and takes an empty variable for none', () => {
    const env = {
      DAYBOOK_PORT: '1',
      DAYBOOK_DATA: '/b',
      DAYBOOK_HOST: '',
      DAYBOOK_KEYS: '/keys',
      DATABASE_URL: '',
    }
    expect(readConfig({ port: '5000', data: '/a' }, env)).toMatchObject({
      port: 5000,
      dataDir: '/a',
      keysDir: '/keys',
    })
    expect(readConfig({}, env)).toMatchObject({
      port: 1,
      dataDir: '/b',
      host: '127.0.0.1',
      databaseUrl: undefined,
    })
  })

  test('reads mail, provider and proxies', () => {
    const env = {
      DAYBOOK_SMTP_URL: 'smtps://u:p@mail.example.com',
      DAYBOOK_MAIL_FROM: 'Daybook <daybook@example.com>',
      DAYBOOK_OIDC_ISSUER: 'https://login.example.com',
      DAYBOOK_OIDC_CLIENT_ID: 'daybook',
      DAYBOOK_OIDC_CLIENT_SECRET: 'secret',
      DAYBOOK_PROXIES: '127.0.0.1, 10.0.0.0/8 ::1 fd00::/8',
    }
    expect(readConfig({}, env)).toMatchObject({
      mail: { url: env.DAYBOOK_SMTP_URL, from: env.DAYBOOK_MAIL_FROM },
      oidc: {
        issuer: 'https://login.example.com',
        clientId: 'daybook',
        clientSecret: 'secret',
        name: 'login.example.com',
      },
      proxies: ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'],
    })
  })

  test.each([
    [{ port: '65536' }, {}, '--port is "65536"; it must be a number from 0 to 65535.'],
    [{ port: '' }, {}, '--port is ""'],
    [{}, { DAYBOOK_PORT: '47x' }, 'DAYBOOK_PORT is "47x"'],
    [{}, { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://'],
    [{}, { DAYBOOK_URL: 'daybook.example.com' }, 'DAYBOOK_URL is "daybook.example.com"'],
    [{}, { DAYBOOK_PROXIES: '10.0.0.0/33' }, 'DAYBOOK_PROXIES holds "10.0.0.0/33"'],
    [{}, { DAYBOOK_PROXIES: '127.0.0.1 localhost' }, 'DAYBOOK_PROXIES holds "localhost"'],
    [{}, { DAYBOOK_SMTP_URL: 'mail.example.com' }, 'DAYBOOK_SMTP_URL must be an address'],
    [{}, { DAYBOOK_SMTP_URL: 'smtp://mail.example.com' }, 'DAYBOOK_MAIL_FROM must be an address'],
    [{}, { DAYBOOK_MAIL_FROM: 'a@b.example' }, 'DAYBOOK_SMTP_URL must be an address'],
    [{}, { DAYBOOK_OIDC_ISSUER: 'login' }, 'DAYBOOK_OIDC_ISSUER must be an address'],
    [{}, { DAYBOOK_OIDC_ISSUER: 'https://login.example' }, 'needs DAYBOOK_OIDC_CLIENT_ID'],
    [{}, { DAYBOOK_LOG_LEVEL: 'loud' }, 'DAYBOOK_LOG_LEVEL is "loud"; it must be one of trace'],
  ])('names the setting that cannot be used: %j %j', (flags, env, message) => {
    expect(() => readConfig(flags, env)).toThrow(message)
  })
})
