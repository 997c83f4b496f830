using System.Security.Cryptography;
using System.Text;
using Fridge.Nodes;
using Fridge.Provisioning.Changes;

namespace Fridge.Provisioning.Apply;

/// <summary>One node's changes of one stage as a script. Its hash is the plan's name on the node.</summary>
/// <param name="Script">The whole payload.</param>
/// <param name="Hash">SHA-256 (hex) of the script's bytes: a payload that arrives cut is known by it.</param>
internal sealed record Payload(string Node, string Script, string Hash)
{
    /// <summary>Long enough to name a folder.</summary>
    public string ShortHash => Hash[..16];

    public byte[] Bytes => Encoding.UTF8.GetBytes(Script);

    /// <param name="changes">Of one node, in the order of their making.</param>
    public static Payload Of(string node, IReadOnlyCollection<ShellChange> changes)
    {
        var script = new StringBuilder(EmbeddedText.Read(typeof(Payload), "prelude.sh")).Append(NodeFiles.Functions).AppendJoin("", changes.Select(change => change.Helpers).Distinct());
        foreach (var (at, change) in changes.Index())
        {
            var title = $"{at + 1}/{changes.Count} {change.Source}: {change.Description}";
            script.Append(Shell.Text($"step {title}\n")).Append(change.Script);
        }
        foreach (var unit in changes.Select(change => change.Restarts).OfType<Restart>().GroupBy(restart => restart.Unit))
        {
            var title = $"restart {unit.Key} ({string.Join("; ", unit.Select(restart => restart.Because).Distinct())})";
            script.Append(Shell.Text($"step {title}\nsystemctl restart {unit.Key}\n"));
        }
        var text = script.ToString();
        return new Payload(node, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}
