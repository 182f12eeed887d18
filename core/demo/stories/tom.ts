import type { Story } from '../story.ts'

export const TOM: Story = {
  name: 'Tom',
  language: 'en',
  profile: {
    tags: ['regular', 'night shift'],
    timeZone: 'Europe/London',
    instruction: 'He is dry and quick. Tease back.',
  },
  history: `
    -52 07:12
    < morning. found your kiln video at the end of a very long shift and stayed for all 40 minutes
    > you watched clay dry for 40 minutes? I like you already. what kind of shift ends at seven in the morning?
    < I work nights. I'm a nurse, A&E, so mostly I watch people instead of clay
    > okay that is a real job, I just make mugs. thank you for doing it. how was tonight?
    < loud. one man, one toaster, I can say no more
    > I need the toaster story one day. sleep first!
    -47 07:40
    < the toaster man came back
    > NO. with a toaster?
    < with a waffle iron. he is expanding
    > I'm crying, Miso just looked at me like I'm unwell
    < who is Miso
    > my cat. grey, judgemental, sleeps in the glaze box. do you have anyone furry at home?
    < my dog Bruno. seven years old, thinks he is a person, snores like one
    > Bruno is the best possible name for a snorer
    -41 18:20
    < just woke up. Bruno ate half a shoe while I slept. the left half
    > at least he is consistent. was it a good shoe?
    < my running shoe. so no run before work
    > you run? we could complain about hills together
    < I love running along the canal, only reason I'm sane
    > same, river, before breakfast, before people
    -33 07:05
    < quiet night for once. had time to read. I'm into old detective novels, the ones with maps in front
    > maps in front! the sign of a serious book. which one?
    < a locked room one. I was wrong about the murderer, as always
    > I always guess the nicest person and I'm always right to be suspicious of nice
    -26 07:30
    < please don't call me babe btw, the last message had a babe in it and I felt sold to
    > noted, and fair. it won't happen again. how was the night?
    < long. lost one, saved one. you know
    > I don't, really, but I'm glad it was you standing there. eat something warm
    < toast. no waffle iron
    -19 19:15
    < bought the run photos, the one with the fog is unreal
    > the fog one! I nearly fell in the river for it. proud of you for guessing which one is mine
    < is there a mug in that fog colour
    > there could be. I'll try a glaze test this week and send you a picture
    < deal. Bruno demands a bowl as well
    -12 07:20
    < did the fog glaze survive the kiln
    > it came out more like dishwater. second try goes in {+2}, I refuse to give up on fog
    < dishwater is also an atmosphere
    > put that on the mug
    -8 18:45
    < I have a half marathon in two weeks and I have trained for about nine of the kilometres
    > nine is a beautiful number. what about the other twelve?
    < hope and spite
    > the great trainers. I'll be cheering from the kiln
    -4 07:10
    < knee says no today. I hurt my knee on the canal steps
    > oh no. the race knee or the other one?
    < the race knee. physio looks at it this week
    > be boring and careful for me, please. tell me what the physio says
  `,
  waiting: {
    minutesAgo: 17,
    says: ['physio says I can run if I stop being an idiot about stairs', 'so how is our fog glaze doing'],
  },
  purchases: [
    { daysAgo: 19, offer: 'Morning run photo set' },
    { daysAgo: 6, offer: 'Studio day, the long video' },
  ],
  notes: [
    { slot: 'other', fact: 'jokes most when the night was bad', author: 'Kim', daysAgo: 24, isPinned: true },
    {
      slot: 'other',
      fact: 'asked twice whether a person reads this; told him honestly',
      author: 'Kim',
      daysAgo: 20,
      isPrivate: true,
    },
  ],
  promises: [{ text: 'a picture of the fog glaze test', daysAgo: 19, dueInDays: -1 }],
  preferences: [
    { kind: 'avoid-word', rule: 'babe', status: 'active', author: 'Kim', daysAgo: 26, isPinned: true },
    {
      kind: 'emoji',
      rule: 'No emojis with Tom',
      status: 'proposed',
      author: 'machine',
      daysAgo: 4,
      evidence: { what: 'emoji', edits: 3, of: 3, examples: [] },
    },
  ],
}
