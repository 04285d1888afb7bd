import { chromium } from 'playwright';
import { readFileSync } from 'node:fs';
import { signIn as byApi } from '../../scripts/test/admin-client.ts';
const { settings, secrets, pub } = JSON.parse(readFileSync('.data/live.json', 'utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 1360, height: 1000 } });
const page = await context.newPage();
page.on('pageerror', (e) => console.log('PAGEERROR', e.message)); page.on('console', (m) => { if (m.type() === 'error') console.log('CONSOLE', m.text()); });
const shot = (n: string, full = false) => page.screenshot({ path: `/tmp/shots/${n}.png`, fullPage: full });
await page.goto(`${settings.cmsUrl}/admin`);
await page.getByLabel(/email/i).fill('admin@meridian.example'); await page.getByLabel(/^Password/).fill(secrets.ADMIN_PASSWORD); await page.getByRole('button', { name: 'Login' }).click();
await page.getByRole('link', { name: 'Content Manager' }).waitFor(); await page.waitForTimeout(4000); await shot('01-home', true);
await page.goto(`${settings.cmsUrl}/admin/content-manager/collection-types/api::post.post`); await page.getByRole('row').nth(3).waitFor(); await shot('02-list');
await page.getByRole('row').nth(1).click(); await page.getByRole('textbox', { name: 'Slug' }).or(page.locator('input[name=slug]')).first().waitFor(); const post = { slug: await page.locator('input[name=slug]').inputValue() };
await page.getByRole('status', { name: 'On the site' }).waitFor(); await page.waitForTimeout(1500); await shot('03-entry');
const t = page.getByRole('textbox', { name: 'Summary' }); await t.fill('What was found since then, in short, and what it means for those who are in pain today.');
await page.getByRole('button', { name: 'Publish' }).click(); await page.getByText(/Live · \d/).waitFor(); await page.waitForTimeout(800); await page.getByText(/Pages that showed/).click(); await shot('04-live');
process.kill(pub, 'SIGSTOP');
await t.fill('Another answer: what it means for those who are in pain today, and for their families at home.'); await page.getByRole('button', { name: 'Publish' }).click(); await page.waitForTimeout(4000); await shot('05-waiting-1'); await page.waitForTimeout(14000); await shot('06-waiting-2');
await page.goto(`${settings.cmsUrl}/admin`); await page.waitForTimeout(3000); await shot('07-home-waiting', true);
process.kill(pub, 'SIGCONT'); await page.waitForTimeout(5000); await shot('08-home-after', true);
const back = page.getByRole('button', { name: /go back|back to/i }).first(); if (await back.count()) { await back.click(); await page.waitForTimeout(700); await shot('09-dialog'); await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button').last().click(); await page.waitForTimeout(3000); await shot('10-held', true); const res = page.getByRole('button', { name: /resume|newest/i }).first(); if (await res.count()) { await res.click(); await page.waitForTimeout(2500); await shot('11-resumed', true); } }
// visitor
await page.goto(`${settings.siteUrl}/`); await shot('20-site-home', true);
await page.goto(`${settings.siteUrl}/posts/`); await shot('21-posts');
await page.goto(`${settings.siteUrl}/posts/${post.slug}/`); await shot('22-post', true);
await page.goto(`${settings.siteUrl}/nothing/`); await shot('23-404');
await page.setViewportSize({ width: 390, height: 844 }); await page.goto(`${settings.siteUrl}/posts/${post.slug}/`); await shot('24-post-phone'); await page.goto(`${settings.siteUrl}/posts/`); await shot('25-posts-phone');
await browser.close();
