using CsCheck;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public class ClusterFileProperties
{
    private static readonly string Valid = File.ReadAllText(Checkout.File("clusters", "three-wifi.yaml"));

    private static readonly string[] Fragments =
    [
        "[", "]", "{", "}", ":", "- ", "\n", "\t", "\"", "'", "&a ", "*a", "<<: ", "~", "1", "-1", "99999999999", "[1-", "é", "---\n", "? ", "| ", "!x ", "#", "\u0000", "%", "null",
    ];

    private static readonly Gen<string> Damaged =
        from edits in Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 12], Gen.Int[0, Fragments.Length - 1]).Array[1, 4]
        select edits.Aggregate(Valid, (text, edit) =>
        {
            var at = Math.Min(edit.Item1, text.Length);
            return text.Remove(at, Math.Min(edit.Item2, text.Length - at)).Insert(at, Fragments[edit.Item3]);
        });

    [Fact]
    public void ADamagedFile_IsReadOrRefusedWithPlacesInsideIt_AndNothingElseIsThrown() => Damaged.Sample(text =>
    {
        try
        {
            ClusterFile.Parse(text, "f.yaml").Cluster.Nodes.ShouldNotBeEmpty();
        }
        catch (ClusterFileException refused)
        {
            var lines = text.Split('\n').Length;
            refused.Diagnostics.ShouldNotBeEmpty();
            refused.Diagnostics.ShouldAllBe(each => each.Line >= 1 && each.Line <= lines + 1 && each.Column >= 1 && !each.Found.Contains('\n'));
        }
    }, iter: 400);

    [Fact]
    public void AHostlist_GivesAsManyNodesAsItsRangeHas() => Gen.Select(Gen.Int[0, 300], Gen.Int[0, 200]).Sample((first, more) =>
    {
        var nodes = ClusterFile.Parse($$"""
            apiVersion: fridge/v1
            name: shelf
            virtual: {subnet: 10.3.0.0/16}
            nodes: [{name: "n[{{first}}-{{first + more}}]", board: pi4-8g, os: bookworm-arm64, roles: [manager, worker]}]
            """, "f.yaml").Cluster.Nodes;

        nodes.Length.ShouldBe(more + 1);
        nodes.Select(node => node.Address).ShouldBeUnique();
        nodes[^1].Name.ShouldBe($"n{first + more}");
    }, iter: 30);
}
