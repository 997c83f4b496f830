namespace Fridge;

/// <summary>
/// Questions to the person at the terminal; the live display makes room, and questions of parallel work come one by one.
/// Where nobody can be asked, each question throws, and the run ends as wrongly used (exit code 2).
/// </summary>
public interface IAsk
{
    /// <summary>False without a terminal and with <c>--json</c>: ask nothing, take the documented default.</summary>
    bool IsInteractive { get; }

    /// <summary>Yes or no.</summary>
    Task<bool> ConfirmAsync(string question, bool assume, CancellationToken cancellation);

    /// <summary>A line of text.</summary>
    Task<string> TextAsync(string question, CancellationToken cancellation);

    /// <summary>A line of text that isn't echoed and shows nowhere.</summary>
    Task<Secret> SecretAsync(string question, CancellationToken cancellation);
}
