using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.HostsFile;

/// <summary>The part of <c>/etc/hosts</c> that is Fridge's; every other line belongs to the person.</summary>
internal static class HostsBlock
{
    public const string Begin = "# BEGIN fridge: written by Provision, changes between these lines are lost";
    public const string End = "# END fridge";

    public static string Render(ClusterView cluster)
    {
        var registry = WellKnown.Registry.Split(':')[0];
        var lines = cluster.All.Select(node => $"{node.Address} {node.Name}")
            .Append($"{cluster[cluster.FirstManager].Address} {registry}");
        return string.Join('\n', [Begin, .. lines, End]) + "\n";
    }

    /// <summary>The file with its block replaced, or added at the end.</summary>
    public static string Merge(string current, string block)
    {
        var others = new List<string>();
        var inside = false;
        foreach (var line in current.TrimEnd('\n').Split('\n'))
        {
            if (line == Begin) inside = true;
            if (!inside) others.Add(line);
            if (line == End) inside = false;
        }
        return string.Concat(others.Select(line => line + "\n")) + block;
    }
}
