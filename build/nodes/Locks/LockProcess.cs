using System.Text;
using Fridge.Tooling;

namespace Fridge.Nodes.Locks;

/// <summary>
/// The process on the manager that holds the lock. It is asked by numbers, so an answer that nobody waits for any more is never taken for a
/// later one, and it is content for <see cref="Silence"/> after each question. Nothing here counts on it for as long as that.
/// </summary>
internal sealed class LockProcess : IAsyncDisposable
{
    /// <summary>Without a question it lets go after this.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Since the last question that was answered, by whichever clock says more: while this machine sleeps, only the one on the wall goes on.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);
    private const string Ended = "its process on the manager has ended";

    private readonly string manager;
    private readonly IRemoteProcess process;
    private readonly StreamReader answers;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Queue<Question> unanswered = new();
    private readonly CancellationTokenSource lost = new();
    private readonly PeriodicTimer timer;
    private readonly Task beating;
    private Task writing = Task.CompletedTask;
    private Question last;
    private Question confirmed;
    private string why = Ended;

    /// <param name="asked">When the process was started: no later did it take the lock.</param>
    public LockProcess(string manager, IRemoteProcess process, StreamReader answers, Moment asked, TimeProvider time)
    {
        (this.manager, this.process, this.answers, this.time) = (manager, process, answers, time);
        last = confirmed = new Question(0, asked);
        timer = new PeriodicTimer(Look, time);
        _ = ReadAsync();
        beating = BeatAsync();
    }

    public CancellationToken Lost => lost.Token;

    public Task EnsureHeldAsync(CancellationToken cancellationToken) => AskAsync(task: null, cancellationToken);

    /// <summary>Has it begin a task, with the lock in hand.</summary>
    public Task BeginAsync(string task, CancellationToken cancellationToken) => AskAsync(task, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndInputAsync();
        using var patience = new CancellationTokenSource(Farewell, time);
        await ((Task)process.WaitForExitAsync(patience.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await process.DisposeAsync();
    }

    private async Task AskAsync(string? task, CancellationToken cancellationToken)
    {
        LoseWhenOverdue();
        if (!lost.IsCancellationRequested)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost.Token);
            await Ask(task).Answer.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (lost.IsCancellationRequested)
            throw new LockLostException(manager, why);
    }

    private Question Ask(string? task)
    {
        lock (gate)
        {
            last = new Question(last.Number + 1, Moment.Of(time));
            unanswered.Enqueue(last);
            writing = WriteAsync(writing, task is null ? $"{last.Number}\n" : $"{last.Number} {task}\n");
            return last;
        }
    }

    /// <summary>Whole lines, one after another, whoever has ceased to wait.</summary>
    private async Task WriteAsync(Task before, string line)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await process.StandardInput.WriteAsync(Encoding.ASCII.GetBytes(line), CancellationToken.None);
            await process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (Exception e) when (IsAnEnd(e))
        {
            Lose(Ended);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await answers.ReadLineAsync(CancellationToken.None) is { } line)
            {
                if (LockScript.Answered(line) is { } number)
                    Confirm(number);
            }
        }
        catch (Exception e) when (IsAnEnd(e))
        {
            // As the end of its output.
        }

        Lose(Ended);
    }

    private void Confirm(int number)
    {
        List<Question> answered = [];
        lock (gate)
        {
            while (unanswered.TryPeek(out var question) && question.Number <= number)
                answered.Add(confirmed = unanswered.Dequeue());
        }

        foreach (var question in answered)
            question.Answer.TrySetResult();
    }

    private async Task BeatAsync()
    {
        while (!lost.IsCancellationRequested && await timer.WaitForNextTickAsync())
        {
            LoseWhenOverdue();
            if (!lost.IsCancellationRequested && last.Asked.Until(Moment.Of(time)) >= Every)
                Ask(task: null);
        }
    }

    private void LoseWhenOverdue()
    {
        var (asked, now) = (confirmed.Asked, Moment.Of(time));
        if (asked.Until(now) > Trust)
        {
            Lose(asked.Slept(now) is { TotalSeconds: >= 5 } slept
                ? $"this machine slept for {slept.TotalSeconds:0} s, or its clock was changed"
                : $"the manager has not answered for {asked.Until(now).TotalSeconds:0} s");
        }
    }

    private void Lose(string reason)
    {
        lock (gate)
        {
            if (lost.IsCancellationRequested)
                return;
            why = reason;
        }

        lost.Cancel();
    }

    /// <summary>The end of its input is how the remote process is told to let go; one that is gone has let go.</summary>
    private async Task EndInputAsync()
    {
        try
        {
            await process.StandardInput.DisposeAsync();
        }
        catch (Exception e) when (IsAnEnd(e))
        {
            Lose(Ended);
        }
    }

    private static bool IsAnEnd(Exception e) => e is IOException or ObjectDisposedException or InvalidOperationException or FridgeException;

    private sealed record Question(int Number, Moment Asked)
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
