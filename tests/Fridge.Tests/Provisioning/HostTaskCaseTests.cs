using System.Text;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.Stages;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>
/// Each file of <c>Cases</c> is a case: <c>task NAME on NODE</c>, the facts that differ from a bare Pi's, a line <c>=&gt;</c>, and
/// what the task finds. <c>FRIDGE_ACCEPT=1</c> writes the last part anew, for a person to read in the diff.
/// </summary>
public sealed class HostTaskCaseTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetFiles(Readings.CasesFolder, "*.case").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Examine_Facts_FindsWhatTheFileSays(string name)
    {
        var path = Path.Combine(Readings.CasesFolder, name + ".case");
        var (given, expected) = Split(File.ReadAllText(path));
        var (task, node) = Title(given);

        var found = Describe(task.Examine(Readings.Node(Readings.View(Fridges.Pico, (node, given)), node)));

        if (Environment.GetEnvironmentVariable("FRIDGE_ACCEPT") == "1") File.WriteAllText(path, given + "=>\n" + found);
        else found.ShouldBe(expected, $"{name}.case (FRIDGE_ACCEPT=1 takes the new text)");
    }

    private static (string Given, string Expected) Split(string text)
    {
        var at = text.IndexOf("=>\n", StringComparison.Ordinal);
        return (text[..at], text[(at + 3)..]);
    }

    private static (IHostTask Task, string Node) Title(string given)
    {
        var words = given.Split('\n').First(line => line.StartsWith("task ", StringComparison.Ordinal)).Split(' ');
        return (StageList.HostTasks.Single(task => task.Name.Replace(' ', '-') == words[1]), words[3]);
    }

    private static string Describe(IEnumerable<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
            text.AppendLine(finding switch
            {
                ShellChange change => $"change: {change.Description}\n{Indent("  ", change.Diff)}{Indent("  $ ", change.Script)}".TrimEnd(),
                Remark remark => $"remark: {remark.Text}",
                Refusal refusal => $"refusal: {refusal.Text}\n  next: {refusal.NextStep}",
                _ => finding.ToString(),
            });
        return text.Length == 0 ? "nothing\n" : text.ToString();
    }

    private static string Indent(string with, string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Where(line => line.Length > 0).Select(line => $"{with}{line}\n"));
}
