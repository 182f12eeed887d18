import { describe, expect, test } from 'vitest'
import { createApi } from '../console/api/app.ts'
import { ACTIONS, can, mayGive, ROLES } from '../core/access.ts'
import { createWorld } from './support/world.ts'

describe('who may do what', () => {
  test('every route of the API declares its action, and roles that may not do it are turned away', async () => {
    const world = await createWorld()
    const api = createApi({
      deps: world.deps,
      sessions: {
        sessionOf: async ({ headers }) => {
          const role = ROLES.find((known) => known === headers.get('x-role'))
          const actor = role && ({ id: `user:${role}`, name: role, role, via: 'console' } as const)
          return actor && { tenantId: world.tenantId, actor, email: `${role}@example.com` }
        },
      },
    })
    const routes = Map.groupBy(
      api.routes.filter(({ method }) => method !== 'ALL'),
      ({ method, path }) => `${method} ${path}`,
    )
    expect(routes.size).toBeGreaterThan(10)
    const undeclared: string[] = []
    for (const [route, handlers] of routes) {
      const declared = handlers.flatMap(({ handler }) => ('action' in handler ? [String(handler.action)] : []))
      const action = ACTIONS.find((known) => known === declared[0])
      if (!action || declared.length !== 1) {
        undeclared.push(route)
        continue
      }
      const [method = '', path = ''] = route.split(' ')
      const ask = (headers: Record<string, string>) =>
        api.request(path.replace(/:\w+/g, 'somebody-elses'), { method, headers })
      expect((await ask({})).status, `${route} signed out`).toBe(401)
      for (const role of ROLES.filter((candidate) => !can(candidate, action)))
        expect((await ask({ 'x-role': role })).status, `${route} as ${role}`).toBe(403)
    }
    expect(undeclared, 'routes without allow(…)').toEqual([])
  })

  test('a chatter works with fans and changes nothing else', () => {
    const chatter = ACTIONS.filter((action) => can('chatter', action))
    expect(chatter.filter((action) => /export|erase|settings|team/.test(action))).toEqual([])
    expect(ACTIONS.filter((action) => !can('owner', action))).toEqual([])
  })

  test('nobody gives more than they have', () => {
    expect(ROLES.map((role) => mayGive('manager', role))).toEqual([false, true, true])
    expect(ROLES.map((role) => mayGive('chatter', role))).toEqual([false, false, false])
  })
})
