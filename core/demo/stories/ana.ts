import type { Story } from '../story.ts'

export const ANA: Story = {
  name: 'Ana',
  language: 'en',
  profile: { tags: ['VIP', 'collector'], timeZone: 'Europe/Lisbon' },
  history: `
    -75 13:10
    < hello Nova, I bought two of your bowls at the fair in spring and they are the only things my guests ask about
    > Ana! the two with the green drip? I still think about those, they were stubborn
    < the very ones. I live in Lisbon now, they survived the move
    > proof that stubborn is good. how is Lisbon treating you?
    < steep. my calves are a work of art
    -66 13:25
    < lunch break. I'm an architect, I draw staircases nobody thanks me for
    > I thank every staircase personally. what are you drawing?
    < a library. my first own one
    > a LIBRARY. tell me everything
    < two floors, one tree in the middle, a budget that hates the tree
    > fight for the tree
    -58 13:05
    < the tree stays. I cried in a meeting about a tree
    > best reason to cry in a meeting. I'm so happy for the tree and for you
    -49 18:30
    < I would like the mug with my name, and please make it a little wrong
    > a little wrong is my whole style. it goes on the wheel tomorrow
    -37 13:20
    < the mug arrived. the handle fits exactly one finger fewer than I have. I love it
    > then it did what you asked. which finger got left out?
    < the ring finger. symbolic, since I'm divorced
    > the mug knows things. are you okay with that, on a Monday sort of level?
    < two years now. I am more than okay. I like my mornings
    -28 13:15
    < my daughter Inês is visiting for a week, she is nineteen and knows everything
    > nineteen is the peak of knowing. what do you two do together?
    < we swim. every morning at seven, whatever the sea says
    > you are both braver than me. the river looks at me and I say no
    -20 19:00
    < another mug, for Inês, in something like the sea at seven
    > grey green with a bit of courage in it. I'll mix it this weekend
    -13 13:30
    < how is the sea
    > first test came out too tropical, second is nearly there. I'll send you a picture when it leaves the kiln
    -6 13:10
    < they laid the first stone of the library today. I put a small piece of your bowl that broke under it
    > Ana. I have no words, I'm standing in the studio with wet eyes and wet hands
    < so now you are in a library forever
    > I'll be telling that to everyone, slowly, for the rest of my life
  `,
  waiting: {
    minutesAgo: 64,
    says: ['Inês is coming back for her birthday next week', 'is there any chance her mug is ready by then?'],
  },
  purchases: [
    { daysAgo: 70, offer: 'Studio day, the long video' },
    { daysAgo: 49, offer: 'A mug with your name, and the video of making it' },
    { daysAgo: 33, offer: 'Morning run photo set' },
    { daysAgo: 31, offer: 'A voice note just for you' },
    { daysAgo: 20, offer: 'A mug with your name, and the video of making it' },
    { daysAgo: 9, offer: 'Studio day, the long video' },
  ],
  notes: [
    {
      slot: 'other',
      fact: 'collector since the spring fair; owns two green drip bowls',
      author: 'Kim',
      daysAgo: 60,
      isPinned: true,
    },
  ],
  promises: [{ text: 'a picture of the sea mug when it leaves the kiln', daysAgo: 13, dueInDays: 0 }],
  preferences: [
    {
      kind: 'tone',
      rule: 'Unhurried and warm; she dislikes being sold to',
      status: 'active',
      author: 'Kim',
      daysAgo: 50,
    },
  ],
}
