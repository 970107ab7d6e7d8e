import { writeFileSync } from 'node:fs';

// Loaded into the measured process: writes its peak resident memory (kB, as the kernel counted it) when it ends.
process.on('exit', () => {
  const file = process.env.PEAK_RSS_FILE;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
