import ipaddr from 'ipaddr.js';

/** Every address that is given out to the internet. The other ranges embed IPv4, are local, or are of no use yet. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** It looks public, and every virtual machine of Azure reaches its host there. */
const AZURE_HOST = '168.63.129.16';

/**
 * Whether an IP address belongs to the public internet. Private, local, reserved and multicast addresses do not, nor those
 * of IPv6 that stand for an address of IPv4.
 *
 * @param address as a name server returns it: IPv4 in decimal, or IPv6
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address) || address === AZURE_HOST) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
};
