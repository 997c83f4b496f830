using System.Diagnostics;
using System.Text.Json;
using Fridge.Tooling;

namespace Fridge.Bench.Start;

/// <summary>A JobManager and a TaskManager, once from nothing to <c>taskmanagers: 1</c>.</summary>
internal sealed class FlinkPair(LocalEngine engine, HttpClient http, FlinkContainer jobManager, FlinkContainer taskManager)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="FridgeException">A container ended, or the limit is over.</exception>
    public async Task<StartTime> MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync();
            await engine.RunAsync(["network", "create", jobManager.Network], cancellationToken);
            var time = await StartAsync(cancellationToken);
            return new StartTime(time, await engine.RssAsync([jobManager.Name, taskManager.Name], cancellationToken));
        }
        finally
        {
            await RemoveAsync();
        }
    }

    private async Task<TimeSpan> StartAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Limit);
        try
        {
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(engine.RunAsync(jobManager.Arguments(), stop.Token), engine.RunAsync(taskManager.Arguments(), stop.Token));
            return await FirstAsync(RegisteredAsync(start, stop.Token), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FridgeException($"{jobManager.Case.Label}: no TaskManager after {Limit.TotalMinutes} minutes.");
        }
    }

    private async Task<TimeSpan> FirstAsync(Task<TimeSpan> registered, CancellationTokenSource stop)
    {
        Task[] all = [registered, engine.DeathOfAsync(jobManager.Name, stop.Token), engine.DeathOfAsync(taskManager.Name, stop.Token)];
        var first = await Task.WhenAny(all);
        await stop.CancelAsync();
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first is Task<FridgeException> death ? throw await death : await registered;
    }

    private async Task<TimeSpan> RegisteredAsync(long start, CancellationToken cancellationToken)
    {
        var address = await engine.RunAsync(["port", jobManager.Name, $"{FlinkContainer.RestPort}/tcp"], cancellationToken);
        while (await TaskManagersAsync(new Uri($"http://{address}/overview"), cancellationToken) < 1)
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>0 as long as nobody answers.</summary>
    private async Task<int> TaskManagersAsync(Uri overview, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = JsonDocument.Parse(await http.GetStringAsync(overview, cancellationToken));
            return answer.RootElement.GetProperty("taskmanagers").GetInt32();
        }
        catch (Exception reason) when (reason is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task RemoveAsync()
    {
        using var limit = new CancellationTokenSource(CleanUpLimit);
        await engine.RemoveAsync([jobManager.Name, taskManager.Name], jobManager.Network, limit.Token);
    }
}
