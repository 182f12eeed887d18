import type { Story } from '../story.ts'

export const MIA: Story = {
  name: 'Mia',
  language: 'en',
  profile: { tags: ['regular', 'makes things'] },
  history: `
    -38 20:30
    < hi Nova! long time lurker. your bowls made me sign up for a pottery class
    > hi Mia! that might be the nicest first message I ever got. how did the first class go?
    < I made something that is either a vase or a sock
    > a vock. collectors will fight for it
    < haha I'm keeping the word
    -31 21:10
    < class two: it collapsed in slow motion while the teacher watched
    > they all do! mine still do on a bad day. what were you trying to make?
    < a cup for my sister Clara. her birthday is soon and I said I'd make her something
    > then we have to save that cup. thicker walls, slower wheel, and breathe out when you pull up
    < breathe out. nobody told me to breathe out!!
    -24 20:45
    < I BREATHED OUT AND IT IS A CUP
    > show me show me show me
    < [photo] it leans
    > it leans like it is listening to you. I love it. Clara will too
    < I'm a teacher so I explain things all day, it's nice to be the bad pupil for once
    > what do you teach?
    < I work as a music teacher, eleven year olds with recorders
    > forty recorders. so the clay is therapy
    -17 21:00
    < Clara cried. good crying
    > that made me smile for real. what did she say?
    < that it's ugly and she'll never drink from anything else
    > perfect review. framed
    -10 20:20
    < I'm allergic to peanuts and still ate the satay today, so I'm lying here with a face like a bowl
    > Mia! are you okay? did you take something?
    < all fine, pills and a film. my favourite film is Spirited Away, always
    > the best one. the soot sprites are my spirit animals
    -5 21:15
    < I have a school concert on {+4} and the recorders are NOT ready
    > how not ready, on a scale from geese to geese in a lift?
    < geese in a lift, on fire
    > then nobody will notice the wrong notes. you'll be wonderful
    < thank you. truly. talking to you is the quiet part of my day
    > mine too, Mia. report back with the geese
  `,
  waiting: {
    minutesAgo: 42,
    says: ['the concert happened!!', 'they played it right. all of it. I cried in front of forty parents'],
  },
  purchases: [{ daysAgo: 23, offer: 'Studio day, the long video' }],
}
