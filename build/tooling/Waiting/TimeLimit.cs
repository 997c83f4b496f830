namespace Fridge.Tooling.Waiting;

/// <summary>A wait that ends: with a result, with the caller's cancellation, or with a sentence.</summary>
public static class TimeLimit
{
    /// <param name="work">Heeds its token, which ends with the limit too.</param>
    /// <param name="late">What is thrown at the limit.</param>
    public static async Task<T> WithinAsync<T>(
        TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> work, Func<Exception> late, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw late();
        }
    }
}
