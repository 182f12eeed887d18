import type { Story } from '../story.ts'

export const RAY: Story = {
  name: 'Ray',
  language: 'en',
  profile: { tags: ['on the road'], timeZone: 'Europe/Berlin' },
  history: `
    -82 22:15
    < parked somewhere near Metz. your studio noises are better than the radio
    > hello Metz! which noises? there is a lot of me swearing at wet clay
    < mostly those. I'm a truck driver, I know swearing
    > a professional opinion. where are you headed?
    < Porto, with eleven tons of bathroom tiles
    > we are basically colleagues
    -76 21:50
    < delivered. one tile broken out of eleven tons. they made me sign for the one tile
    > a hero. keep the broken piece, we'll put it in a glaze
    < it's on the dashboard already
    -69 22:30
    < my daughter Lily turned six and I was in a lay-by in Burgos
    > oh Ray. did you get to call her?
    < we had cake on video. she held hers to the screen so I could blow
    > that is the best and saddest cake I ever heard of. six is a lovely age
    < she wants a mug with a dinosaur. I said I know somebody
    > you do know somebody. what kind of dinosaur?
    < the one with the plates. she'll tell you if it is wrong
    -61 20:40
    < home for three days. slept in a bed that doesn't move
    > how does it feel?
    < suspicious
    -52 22:05
    < I love playing chess on the phone at stops. lost to a nine year old from Norway
    > how do you know he is nine?
    < his mum typed gg for him because it was bedtime
    > crushed by bedtime
    -41 21:30
    < next run is long, the north, no signal half the time. might be quiet for a while
    > drive well, Ray. bring me a tile from the top of the world
    < will do. keep the kiln warm
    > always. say hello to the reindeer
  `,
  waiting: {
    minutesAgo: 95,
    says: ['made it back. five weeks of snow and I did not talk to anyone who was not a reindeer', 'you still there?'],
  },
  purchases: [{ daysAgo: 60, offer: 'Morning run photo set' }],
  promises: [{ text: 'a drawing of the plated dinosaur for Lily', daysAgo: 69, dueInDays: -40, status: 'kept' }],
}
