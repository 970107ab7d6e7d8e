/** How many rules note their outcome in one word of bits: those that fit into a small integer. */
export const rulesPerWord = 30;
