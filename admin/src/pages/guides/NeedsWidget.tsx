import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import type { Needs } from '../../../../server/src/admin-api/contracts';
import { useText } from '../../use-text';
import { useResource } from '../use-resource';
import { GUIDES_PAGE } from './address';

/** What can need somebody, by the names of the views that show it. Links that do not respond will be another one. */
const NEEDS = ['overdue', 'soon', 'behind', 'complete'] as const satisfies (keyof Needs)[];

const Line = ({ name, needs }: { name: keyof Needs; needs: Needs }) => {
  const text = useText();
  const { all, mine } = needs[name];
  const address = `/${GUIDES_PAGE}?view=${name}`;
  return (
    <Flex tag="li" justifyContent="space-between" gap={4} paddingTop={2} paddingBottom={2}>
      {all > 0 ? (
        <Link tag={NavLink} to={address}>
          {text(`widget.${name}`, { count: all })}
        </Link>
      ) : (
        <Typography textColor="neutral600">{text(`widget.${name}`, { count: all })}</Typography>
      )}
      {mine > 0 && (
        <Link tag={NavLink} to={`${address}&mine=true`}>
          {text('widget.mine', { count: mine })}
        </Link>
      )}
    </Flex>
  );
};

/** The widget of the home page: what needs the administrator, each a link to the guides. */
const NeedsWidget = () => {
  const { data, hasFailed } = useResource<Needs>('overview/needs');
  if (hasFailed) return <Widget.Error />;
  if (!data) return <Widget.Loading />;
  return (
    <Box tag="ul">
      {NEEDS.map((name) => (
        <Line key={name} name={name} needs={data} />
      ))}
    </Box>
  );
};

export default NeedsWidget;
