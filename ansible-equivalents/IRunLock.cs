namespace Fridge.Provisioning;

/// <summary>The cluster's lock as converging sees it. Whoever makes a plan's changes holds it.</summary>
public interface IRunLock
{
    /// <summary>To be called before every change.</summary>
    /// <exception cref="FridgeException">It isn't held any more, so nothing more may be changed.</exception>
    Task EnsureHeldAsync(CancellationToken cancellationToken);

    /// <summary>Takes it anew: our own reboot of the first manager, where it lives, has ended it.</summary>
    /// <exception cref="FridgeException">Somebody else was quicker.</exception>
    Task TakeAgainAsync(CancellationToken cancellationToken);
}
