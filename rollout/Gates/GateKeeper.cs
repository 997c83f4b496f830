using Fridge.Rollout.Flink;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>Asks a gate until it opens, says what it waits for, and gives up at its limit.</summary>
internal sealed class GateKeeper(RolloutLimits limits, TimeProvider time, IReport report)
{
    /// <param name="title">What is waited for.</param>
    /// <param name="check">Asked again and again; an answer that Flink's REST owes, or that doesn't come, counts as waiting.</param>
    /// <returns>What the open gate said.</returns>
    /// <exception cref="GateFailedException">It failed, was stuck, or took too long.</exception>
    public async Task<string> WaitAsync(
        string title, TimeSpan limit, Func<CancellationToken, Task<GateState>> check, CancellationToken cancellationToken)
    {
        using var progress = report.Begin($"{title} (at most {limit.TotalMinutes:0.#} min)", unit: ProgressUnit.Steps);
        var watch = new Watch(time.GetTimestamp());
        while (true)
        {
            var state = await AskAsync(check, limit, watch, cancellationToken);
            watch = watch.After(state, time);
            if (watch.IsNews)
                Say($"{title}: {state.Saying}", state);
            if (state is GateOpen)
                return state.Saying;

            ThrowIfOver(title, limit, state, watch);
            await Task.Delay(limits.Poll, time, cancellationToken);
        }
    }

    /// <summary>Which board somebody has to wait for, or to look at, is a person's matter.</summary>
    private void Say(string news, GateState state)
    {
        if (state is GateWaiting { AwaitsNodes: true })
            report.Info(news);
        else
            report.Detail(news);
    }

    /// <summary>A question ends with the limit too, since an engine's client waits for ever; the last one has a poll's time at least.</summary>
    private async Task<GateState> AskAsync(
        Func<CancellationToken, Task<GateState>> check, TimeSpan limit, Watch watch, CancellationToken cancellationToken)
    {
        var left = limit - time.GetElapsedTime(watch.Begun);
        using var over = new CancellationTokenSource(left > limits.Poll ? left : limits.Poll, time);
        using var question = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        try
        {
            return await check(question.Token).WaitAsync(question.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && over.IsCancellationRequested)
        {
            return new GateWaiting(watch.Saying.Length > 0 ? $"no answer any more, before that: {watch.Saying}" : "no answer at all");
        }
        catch (FlinkUnavailableException e)
        {
            return new GateWaiting(e.Message);
        }
    }

    private void ThrowIfOver(string title, TimeSpan limit, GateState state, Watch watch)
    {
        if (state is GateFailed failed)
            throw new GateFailedException($"{title}: {state.Saying}", NextStep(failed.Instance)) { Instance = failed.Instance };
        var awaited = (state as GateWaiting)?.Instance;
        if (watch.StuckSince is { } since && time.GetElapsedTime(since) >= (state is GateWaiting { AwaitsNodes: true } ? limits.Nodes : limits.Stuck))
        {
            throw new GateFailedException(
                $"{title}: {state.Saying}",
                awaited?.Trouble == InstanceTrouble.NoImage ? NextStep(awaited) : "./build.sh Status shows the nodes, ./build.sh Facts what they have.")
            { Instance = awaited };
        }

        if (time.GetElapsedTime(watch.Begun) >= limit)
        {
            throw new GateFailedException(
                $"{title}: not reached within {limit.TotalMinutes:0.#} min. {state.Saying}",
                "Run the same command again to wait longer: what is done stays done.")
            { Instance = awaited };
        }
    }

    private static string NextStep(Instance? instance) =>
        instance?.Trouble == InstanceTrouble.NoImage
            ? "The node can't pull it: ./build.sh Push sends what the registry lacks, ./build.sh Provision renews its trust in the registry."
            : "./build.sh Status shows what runs, ./build.sh Logs what it says; what is done stays done.";

    /// <param name="StuckSince">Since when a stuck gate has said the same.</param>
    private sealed record Watch(long Begun, string Saying = "", bool IsNews = false, long? StuckSince = null)
    {
        public Watch After(GateState state, TimeProvider time)
        {
            var isNews = state.Saying != Saying;
            var isStuck = state is GateWaiting { IsStuck: true };
            return this with
            {
                Saying = state.Saying,
                IsNews = isNews,
                StuckSince = !isStuck ? null : isNews ? time.GetTimestamp() : StuckSince ?? time.GetTimestamp(),
            };
        }
    }
}
