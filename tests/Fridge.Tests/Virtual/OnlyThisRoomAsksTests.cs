using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

/// <summary>What works on virtual Pis works on boards only as long as no other room can tell them apart.</summary>
public sealed partial class OnlyThisRoomAsksTests
{
    private static readonly string[] OtherRooms = ["images", "ansible-equivalents", "manifests", "rollout", "build/engine", "build/tooling"];

    [Fact]
    public void Sources_OfOtherRooms_DoNotAskWhetherANodeIsVirtual()
    {
        var files = OtherRooms
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Checkout.Folder, room), "*.cs", SearchOption.AllDirectories))
            .ToArray();

        files.Length.ShouldBeGreaterThan(100);
        files.SelectMany(file => File.ReadLines(file).Where(line => Question().IsMatch(line)).Select(line => $"{file}: {line.Trim()}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("if (cluster.Virtual is not null)", true)]
    [InlineData("using Fridge.Virtual;", true)]
    [InlineData("if (cluster is { Virtual: not null })", true)]
    [InlineData("VirtualPlan.IsVirtual(cluster)", true)]
    [InlineData("/// <summary>A virtual Pi is virtual.</summary>", false)]
    public void Question_Line_IsRecognised(string line, bool expected) => Question().IsMatch(line).ShouldBe(expected);

    [GeneratedRegex(@"\.Virtual\b|\bVirtual:|\bIsVirtual\b")]
    private static partial Regex Question();
}
