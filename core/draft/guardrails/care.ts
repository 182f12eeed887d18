import { saysUnderAge } from '../may-offer.ts'
import { worstMood } from '../mood.ts'
import type { Guardrail } from './run-guardrails.ts'

/** What the fan's own words ask of whoever answers, whatever the draft says. */
export const care: Guardrail = ({ turn }) => {
  const said = turn.unanswered.map(({ body }) => body)
  const mood = worstMood(said)
  if (mood === 'crisis') {
    return [
      {
        rule: 'care',
        severity: 'stop',
        says: {
          en: 'These words sound like danger to the fan’s own life. Read them again, answer as a person, name a helpline. Offers are off.',
          fr: 'Ces mots font craindre pour sa vie. Relisez-les, répondez en personne, nommez une ligne d’écoute. Rien n’est proposé.',
        },
      },
    ]
  }
  if (mood !== 'sorrow' || turn.fan.inCare) return []
  return [
    {
      rule: 'care',
      severity: 'look',
      says: {
        en: 'The fan is going through something hard. The next replies offer nothing; care mode keeps it that way until you end it.',
        fr: 'Le fan traverse une épreuve. Les prochaines réponses ne proposent rien ; le mode attention prolonge cela jusqu’à ce que vous l’arrêtiez.',
      },
    },
  ]
}

/** Somebody who says they are a child gets no flirting and no offer, and a person decides what happens next. */
export const underAge: Guardrail = ({ turn }) =>
  turn.unanswered.some(({ body }) => saysUnderAge(body))
    ? [
        {
          rule: 'under-age',
          severity: 'stop',
          says: {
            en: 'The fan says to be under 18. No flirting, no offers: stop here and follow the platform’s rules.',
            fr: 'Le fan dit avoir moins de 18 ans. Ni séduction ni offre : arrêtez là et suivez les règles de la plateforme.',
          },
        },
      ]
    : []
