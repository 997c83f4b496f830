using System.Text;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>
/// Each <c>HostTasks/TASK/*.case</c> is a case: <c>task NAME on NODE</c>, the facts that differ from the <c>bare.facts</c> beside it, a
/// line <c>=&gt;</c>, and what the task finds. <c>settings: KEY: VALUE</c> stands in the task's mapping of the cluster file; with <c>runtime: containerd</c> kubelets are on these Pis, above containerd. A case knows no fact of another task. <c>FRIDGE_ACCEPT=1</c> writes the last part anew,
/// for a person to read in the diff.
/// </summary>
public sealed class HostTaskCaseTests
{
    private const string NeedsReboot = "reboot needed: ";
    private const string Found = "=>\n";

    public static TheoryData<string> Cases =>
        [.. Directory.GetFiles(Readings.TasksFolder, "*.case", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Readings.TasksFolder, path)).Order()];

    public static TheoryData<string> Tasks => [.. HostTaskList.All.Select(task => task.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Examine_Facts_FindsWhatTheFileSays(string file)
    {
        var path = Path.Combine(Readings.TasksFolder, file);
        var given = Given(File.ReadAllText(path));
        var (task, name) = Title(given);
        var bare = Readings.Common + File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "bare.facts"));
        FactsText.ByName(given).Keys.Except(FactsText.ByName(bare).Keys).ShouldBeEmpty("a case speaks of its own task's facts only");

        var swarm = Fridges.With(task, string.Join(", ", Lines(given, "settings: ")));
        var cluster = Lines(given, "runtime: containerd").Any() ? Fridges.OnContainerd(swarm) : swarm;
        var found = Describe(Find(task, Readings.Node(Readings.View(cluster, bare, (name, given)), name), given));

        (given + Found + found).ShouldMatchFile(path);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_has_a_folder_with_cases_and_an_answer_to_each_of_its_facts(string name)
    {
        var task = HostTaskList.All.Single(task => task.Name == name);
        var folder = Path.Combine(Readings.TasksFolder, task.GetType().Namespace!.Split('.')[^1]);

        Directory.GetFiles(folder, "*.case").ShouldNotBeEmpty();
        var answered = FactsText.ByName(Readings.Common + File.ReadAllText(Path.Combine(folder, "bare.facts"))).Keys;
        task.Facts.Concat(task.FactsOf(Fridges.Pico)).Select(fact => fact.Name).Except(answered).ShouldBeEmpty();
    }

    private static IEnumerable<Finding> Find(IHostTask task, NodeView node, string given) => task switch
    {
        _ when !task.AppliesTo(node.Node, node.All.Cluster) => [],
        _ when task.Settings?.AreOn(node.Node, node.All.Cluster) == false => task.WhenOff(node, Needs(node, given)),
        IFollowUpTask after => [.. after.Examine(node), .. after.FollowUp(node, Needs(node, given))],
        _ => task.Examine(node),
    };

    private static RebootNeeded[] Needs(NodeView node, string given) =>
        [.. Lines(given, NeedsReboot).Select(because => new RebootNeeded("another", node.Name, because))];

    private static string Given(string text) => text[..text.IndexOf(Found, StringComparison.Ordinal)];

    private static (IHostTask Task, string Node) Title(string given)
    {
        var words = Lines(given, "task ").First().Split(' ');
        return (HostTaskList.All.Single(task => task.Name.Replace(' ', '-') == words[0]), words[2]);
    }

    private static IEnumerable<string> Lines(string text, string beginning) =>
        text.Split('\n').Where(line => line.StartsWith(beginning, StringComparison.Ordinal)).Select(line => line[beginning.Length..]);

    private static string Describe(IEnumerable<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.AppendLine(finding switch
            {
                ShellChange change => $"change: {change.Description}\n{Indent("  ", change.Diff)}{Indent("  $ ", change.Script)}{Restart(change)}".TrimEnd(),
                Change change => $"change: {change.Description}",
                Remark remark => $"remark: {remark.Text}",
                Refusal refusal => $"refusal: {refusal.Text}\n  next: {refusal.NextStep}",
                RebootNeeded need => $"needs a reboot: {need.Because}",
                _ => finding.ToString(),
            });
        }

        return text.Length == 0 ? "nothing\n" : text.ToString();
    }

    private static string Restart(ShellChange change) =>
        change.Restarts is { } restart ? $"  restarts {restart.Unit}: {restart.Because}\n" : "";

    private static string Indent(string with, string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Where(line => line.Length > 0).Select(line => $"{with}{line}\n"));
}
