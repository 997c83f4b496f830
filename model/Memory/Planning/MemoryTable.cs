using System.Text;

namespace Fridge.Model;

/// <summary>The sum of a node's memory as plain text; nodes with the same sum share a table.</summary>
internal static class MemoryTable
{
    public static string Render(IEnumerable<NodeMemory> nodes) => string.Join(
        "\n",
        nodes.GroupBy(node => (node.Ram, Shares: string.Join('\n', node.Shares))).Select(group => Render([.. group.Select(node => node.Node)], group.First())));

    private static string Render(IReadOnlyList<string> names, NodeMemory node)
    {
        var width = Math.Max(18, node.Shares.Max(share => share.What.Length));
        var table = new StringBuilder($"{string.Join(", ", names)}\n");
        foreach (var share in node.Shares)
            table.Append(Row(share.What, share.Size, width)).Append("   ").Append(share.Source).Append('\n');
        table.Append(Row("together", node.Sum, width)).Append('\n');
        table.Append(Row("the board has", node.Ram, width));
        if (!node.Fits)
            table.Append($"   {node.Sum - node.Ram} too little");
        return table.Append('\n').ToString();
    }

    private static string Row(string what, MemorySize size, int width) => $"  {what.PadRight(width)}{size,12}";
}
