import type { ImageObjectLeaf } from 'schema-dts';
import type { GuideImage } from '../types';

/** IPTC's `trainedAlgorithmicMedia`, by the name that schema.org gives it. */
const TRAINED_ALGORITHMIC_MEDIA = 'https://schema.org/TrainedAlgorithmicMediaDigitalSource';

/** @param image with an absolute address */
export const imageObject = (id: string, image: GuideImage): ImageObjectLeaf => ({
  '@type': 'ImageObject',
  '@id': id,
  contentUrl: image.url,
  ...(image.alt ? { description: image.alt } : {}),
  ...(image.caption ? { caption: image.caption } : {}),
  ...(image.credit ? { creditText: image.credit } : {}),
  ...(image.mime ? { encodingFormat: image.mime } : {}),
  ...(image.width ? { width: { '@type': 'QuantitativeValue', value: image.width, unitCode: 'E37' } } : {}),
  ...(image.height ? { height: { '@type': 'QuantitativeValue', value: image.height, unitCode: 'E37' } } : {}),
  ...(image.aiGenerated ? { digitalSourceType: TRAINED_ALGORITHMIC_MEDIA } : {}),
});
