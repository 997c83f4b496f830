using System.Text;

namespace Fridge.Model;

/// <summary>The page <c>docs/cluster-file.md</c>, made of the declared keys: a table a mapping, in the order of the declaration.</summary>
internal static class ClusterReference
{
    private const string Head = """
        # The cluster file: every key

        This page is made from the declaration of the keys (`FRIDGE_ACCEPT=1 ./build.sh Test --suite fast` renews it and
        `clusters/cluster.schema.json`; a test fails when they are out of date). Ready files are in `clusters/`. An unknown key, a missing one and a
        wrong value are refused with their place before anything happens, all at once.


        """;

    public static string Text(ClusterKeys keys)
    {
        var page = new StringBuilder(Head);
        Section(page, "", "", keys.File);
        page.Append($"Boards: {Names(Boards.All.Select(board => board.Id))}.\n\n");
        page.Append($"Systems: {Names(OperatingSystems.All.Select(os => os.Id))}.\n");
        return page.ToString();
    }

    private static void Section(StringBuilder page, string path, string sentence, MapKey map)
    {
        page.Append(path.Length == 0 ? "## The file\n\n" : $"## `{path}`\n\n{sentence}\n\n");
        page.Append("| key | value | default | what it means | example | since |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var key in map.Keys)
            page.Append($"| `{key.Name}` | {key.Type} | {(key.Required is null ? key.Default : "required")} | {key.Sentence} | {Code(key.Example)} | {key.Since} |\n");
        page.Append('\n');
        foreach (var key in map.Keys)
            Inner(page, path.Length == 0 ? key.Name : $"{path}.{key.Name}", key);
    }

    private static void Inner(StringBuilder page, string path, Key key)
    {
        if (key is MapKey map)
            Section(page, path, map.Sentence, map);
        else if (key is EntriesKey list)
            Section(page, $"{path}[]", list.Sentence, list.Entry);
    }

    private static string Code(string? example) => example is null ? "" : $"`{example}`";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
