import { v7 } from 'uuid'

/** Ids grow with time, so a table's newest rows lie together. @param at the time to build in; now by default */
export const newId = (at?: Date): string => (at ? v7({ msecs: at.getTime() }) : v7())
