using System.Globalization;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Deploy;

/// <summary>What a person needs beside the reason: the instance, whether the kernel killed it, and its workload's last log lines.</summary>
internal sealed class Evidence(IOrchestrator orchestrator)
{
    private const int LogLines = 25;

    public async Task<GateFailedException> GatherAsync(GateFailedException failure, string workload, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        if (failure.Instance is { } instance)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"task {instance.Id} of {instance.Workload} on {instance.Node ?? "no node"}: {instance.Word}, exit code {instance.ExitCode}"));
            lines.AddRange(await orchestrator.EvidenceAsync(instance, cancellationToken));
        }

        lines.AddRange(await LogsAsync(failure.Instance?.Workload ?? workload, cancellationToken));
        return new GateFailedException(failure.Message, failure.NextStep, failure) { Instance = failure.Instance, Evidence = lines };
    }

    /// <summary>Whatever keeps the log from being read: the gate's own reason must not be lost for it.</summary>
    private async Task<IReadOnlyList<string>> LogsAsync(string workload, CancellationToken cancellationToken)
    {
        try
        {
            List<string> lines = [];
            await foreach (var line in orchestrator.LogsAsync(workload, new LogRequest(LogLines, Follow: false), cancellationToken))
                lines.Add(line.ToString());
            var last = lines.TakeLast(LogLines).ToList();
            return [$"the last {last.Count} lines of {workload}:", .. last];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [$"no log of {workload}: {e.Message}"];
        }
    }
}
