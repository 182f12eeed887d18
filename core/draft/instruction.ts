/** What a person asked for when they pressed Other. */
export type Instruction = 'warmer' | 'shorter' | 'no-question' | 'no-offer'
