using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Releases;

/// <summary>The page that people read has the table that the program asks.</summary>
public class FlinkVersionsPageTests
{
    [Fact]
    public void ThePage_HasARowForEachRelease()
    {
        var page = File.ReadAllLines(Checkout.File("docs", "flink-versions.md"));

        var rows = page.SkipWhile(line => !line.StartsWith("| line ", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

        rows.ShouldBe(FlinkReleases.All.Select(Row));
    }

    private static string Row(FlinkRelease release) =>
        $"| {release.Line} | {release.Released} | {Word(release.Support)} | {release.ConfigFile} | {release.Java} | {release.Reason} |";

    private static string Word(FlinkSupport support) => support switch
    {
        FlinkSupport.Run => "runs",
        FlinkSupport.Planned => "planned, not run",
        _ => "refused",
    };
}
