import { isPublicAddress } from './public-address';

const PUBLIC = [
  '93.184.216.34',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
];

const NOT_PUBLIC: Record<string, string[]> = {
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  'shared by a provider': ['100.64.0.1', '100.127.255.255'],
  'link-local': ['169.254.0.1', 'fe80::1', 'fe80::1%eth0'],
  'site-local': ['fec0::1'],
  'metadata of a cloud': [
    '169.254.169.254',
    'fd00:ec2::254',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
  ],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  broadcast: ['255.255.255.255'],
  reserved: ['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1'],
  'reserved, of IPv6': ['100::1', '2001:db8::1', '2001:2::1', '2001:10::1', '3fff::1', '5f00::1', '4000::1'],
  'IPv4 within IPv6': ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '::7f00:1', '::ffff:0:127.0.0.1'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1'],
  '6to4 and Teredo': ['2002:7f00:1::', '2001::1'],
  'no address': ['', 'localhost', '127.0.0', '1.2.3.4.5', '8.8.8.8:80', '[::1]'],
};

describe('a public address', () => {
  it.each(PUBLIC)('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(Object.entries(NOT_PUBLIC).flatMap(([kind, addresses]) => addresses.map((each) => [each, kind])))(
    'is not %s (%s)',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    }
  );
});
