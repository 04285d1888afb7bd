// The code types what it reads at its own seams, whether or not types were generated before.
export default { autogenerate: false };
