namespace Fridge.Nodes;

/// <summary>Asks a person for a password. Absent where there is no terminal.</summary>
public interface IPasswordPrompt
{
    /// <returns>Null: the person gave none.</returns>
    Task<Secret?> AskAsync(PasswordQuestion question, CancellationToken cancellationToken);
}

/// <param name="Again">The previous answer was refused.</param>
public sealed record PasswordQuestion(string Node, string User, PasswordUse Use, bool Again);

public enum PasswordUse
{
    /// <summary>First contact: the cluster's key is installed with it.</summary>
    Login,

    /// <summary>The node's sudo wants it.</summary>
    Sudo,
}
