using System.Text;

namespace Fridge.Manifests.Parity;

/// <summary>The page <c>docs/parity.md</c>: a table of each service, what differs first.</summary>
internal static class ParityPage
{
    private const string Head = """
        # Parity: the same services on Swarm and on Kubernetes

        Computed from the two renderings of `clusters/virtual.yaml` (`./build.sh Manifests --parity` shows those of any cluster file); a test holds this page,
        and that each difference has a reason. `FRIDGE_ACCEPT=1 ./build.sh Test --suite fast` renews it.


        """;

    public static string Text(IEnumerable<ParityRow> rows)
    {
        var page = new StringBuilder(Head);
        foreach (var service in rows.GroupBy(row => row.Service))
        {
            page.Append($"## {service.Key}\n\n| property | Swarm | Kubernetes | why they differ |\n| --- | --- | --- | --- |\n");
            foreach (var row in service.Where(row => !row.IsEqual))
                page.Append($"| {row.Property} | {row.One} | {row.Other} | {row.Reason?.Reason} |\n");
            foreach (var row in service.Where(row => row.IsEqual))
                page.Append($"| {row.Property} | {row.One} | the same | |\n");
            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }
}
