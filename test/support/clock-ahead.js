// Loaded before the program: its clock is so many hours ahead.
const ahead = Number(process.env.TEST_HOURS_AHEAD) * 3_600_000;
const { now } = Date;
Date.now = () => now() + ahead;
