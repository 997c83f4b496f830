namespace Fridge.Engine;

/// <summary>Questions to the person at the terminal; the live display makes room, and questions of parallel targets come one by one.</summary>
public interface IAsk
{
    /// <summary>False without a terminal and with <c>--json</c>: ask nothing, take the documented default.</summary>
    bool IsInteractive { get; }

    /// <summary>Yes or no. Throws <see cref="WrongUseException"/> when nobody can be asked.</summary>
    Task<bool> ConfirmAsync(string question, bool assume, CancellationToken cancellation);

    /// <summary>A line of text. Throws <see cref="WrongUseException"/> when nobody can be asked.</summary>
    Task<string> TextAsync(string question, CancellationToken cancellation);

    /// <summary>A line of text that isn't echoed and is redacted from then on. Throws <see cref="WrongUseException"/> when nobody can be asked.</summary>
    Task<string> SecretAsync(string question, CancellationToken cancellation);
}
