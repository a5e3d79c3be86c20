import {
  BinaryOperationNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  OperatorNode,
  type PluginTransformQueryArgs,
  PrimitiveValueListNode,
  RawNode,
  type RootOperationNode,
  ValueNode,
} from 'kysely'

const ONE: Record<string, { operator: '=' | '<>'; of: 'any' | 'all' }> = {
  in: { operator: '=', of: 'any' },
  'not in': { operator: '<>', of: 'all' },
}

class ListsAsOne extends OperationNodeTransformer {
  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const { operator, rightOperand } = node
    const one = OperatorNode.is(operator) ? ONE[operator.operator] : undefined
    if (one === undefined || !PrimitiveValueListNode.is(rightOperand)) return super.transformBinaryOperation(node)
    return BinaryOperationNode.create(
      this.transformNode(node.leftOperand),
      OperatorNode.create(one.operator),
      RawNode.create([`${one.of}(`, ')'], [ValueNode.create([...rightOperand.values])]),
    )
  }
}

/**
 * `in` with a list of values is asked as one array, so that a statement reads the same however long its list is, and is
 * prepared once instead of once for every length. An empty list then matches nothing, instead of being no SQL.
 */
export const listsAsOne: KyselyPlugin = {
  transformQuery: ({ node }: PluginTransformQueryArgs): RootOperationNode => new ListsAsOne().transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
}
