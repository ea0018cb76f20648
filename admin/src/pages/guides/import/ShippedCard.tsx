import { Button, Flex, Typography } from '@strapi/design-system';
import type { ShippedState } from '../../../../../server/src/admin-api/import-contracts';
import { useText } from '../../../use-text';
import { Card } from '../../Card';
import { useResource } from '../../use-resource';

const ORDER = ['current', 'changed', 'newer', 'missing', 'deleted'] as const;

/** The state of the shipped guides, and a plan of what a new import of them would do. */
export const ShippedCard = ({ onPlan }: { onPlan: () => void }) => {
  const text = useText();
  const { data } = useResource<ShippedState>('imports/shipped');
  return (
    <Card title={text('import.shipped')} hint={text('import.shipped.hint')}>
      {data && (
        <ul>
          {ORDER.filter((name) => name === 'current' || data[name] > 0).map((name) => (
            <Typography key={name} tag="li" display="block">
              {text(`import.shipped.${name}`, { count: data[name] })}
            </Typography>
          ))}
        </ul>
      )}
      <Flex>
        <Button variant="secondary" onClick={onPlan}>
          {text('import.shipped.plan')}
        </Button>
      </Flex>
    </Card>
  );
};
