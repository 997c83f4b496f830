namespace Fridge.Nodes.Locks;

/// <summary>Who holds the lock, where, and for what.</summary>
/// <param name="Target">What was typed: <c>Deploy</c>.</param>
public sealed record LockHolder(string User, string Host, string Target)
{
    /// <summary>This process.</summary>
    public static LockHolder Me(string target) => new(Environment.UserName, Environment.MachineName, target);

    public override string ToString() => $"{User}@{Host} for {Target}";
}
