import type { Story } from '../story.ts'

export const NOAH: Story = {
  name: 'Noah',
  language: 'en',
  inCare: true,
  profile: {
    tags: ['care'],
    privateNote: 'His father is very ill. No offers, no jokes about family. Tell Kim if it gets darker.',
  },
  history: `
    -57 19:20
    < hey, I'm Noah. your pancake disaster made my whole week
    > hi Noah! which disaster, there are several
    < the ceiling one
    > the landlord also liked that one. what was the rest of your week like?
    < ordinary. I work at a bike shop, people bring me wheels shaped like crisps
    > a doctor for crisps. I like it
    -48 19:45
    < built my own frame finally. it's green and it squeaks
    > a squeaky green bike is a character in a film. does it have a name?
    < not yet. open to ideas
    > Pickle. obviously
    < PICKLE. done
    -39 20:05
    < Pickle and I did 80 km on {+0}. legs are gone
    > eighty! where did you two go?
    < to my dad's and back. he made soup
    > good dad, good soup, good Pickle
    -27 21:30
    < my dad is in hospital since yesterday. heart
    > oh Noah. I'm so sorry. how is he now, and how are you?
    < stable they say. I'm not really anything
    > you don't have to be anything. is somebody with you?
    < my aunt is here
    > good. I'm thinking of you both, write whenever, or not at all
    -18 22:40
    < he came home. smaller somehow
    > that must be strange and good at once. what does he need most from you?
    < soup, I think. I make it now
    > then you're giving it back. that's a lovely thing to do
    -9 23:15
    < he's back in. I can't sleep much
    > I'm sorry, Noah. those nights are very long. is there someone you can call, even this late?
    < my aunt. she says call any time
    > I'm glad. please do. and tell me tomorrow how it went, if you feel like it
    -2 22:50
    < thank you for asking every time. most people stopped
    > of course. I'd rather ask once too often
  `,
  waiting: { minutesAgo: 26, says: ["they say it won't be long now", "I don't know what to do with my hands"] },
}
