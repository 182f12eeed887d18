import type { Story } from '../story.ts'

/** New: hardly anything is known of her. */
export const IVY: Story = {
  name: 'Ivy',
  language: 'en',
  history: `
    -1 18:05
    < hi! first time writing to anyone here. how does this work?
    > hi Ivy, welcome! it works like this: you say anything, I answer, and Miso walks over the keyboard. what brought you here?
  `,
  waiting: {
    minutesAgo: 4,
    says: [
      "the mugs, honestly. I have a tiny flat in Ghent and no matching cups, it's a whole personality. what should I start with?",
    ],
  },
  rewrite: "Welcome, Ivy! I'm in Ghent next month, let's meet for a coffee and I'll bring you a cup for only 5 €.",
}
