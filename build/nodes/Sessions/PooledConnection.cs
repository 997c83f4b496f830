namespace Fridge.Nodes;

/// <summary>A connection with the sessions that are open on it, as far as is known here: what was given up may run on over there.</summary>
/// <param name="allowed">How many its sshd is known to allow; more than are ever wanted where nothing is known.</param>
internal sealed class PooledConnection(IConnection connection, int allowed)
{
    private readonly Lock gate = new();
    private int open;
    private bool served;
    private bool refusedAlone;

    public IConnection Connection { get; } = connection;

    public int Allowed { get; private set; } = allowed;

    public bool TryTake()
    {
        lock (gate)
        {
            if (open >= Allowed)
                return false;
            open++;
            return true;
        }
    }

    /// <param name="served">A session was open.</param>
    public void Return(bool served)
    {
        lock (gate)
        {
            open--;
            this.served |= served;
        }
    }

    /// <summary>sshd opened no session: as many as are open now are as many as it allows. Where none of ours is, what went before may not have ended yet, so it is asked once more.</summary>
    /// <returns>False: it never opened any, so another connection won't help.</returns>
    public bool Refuse()
    {
        lock (gate)
        {
            open--;
            (Allowed, refusedAlone) = open > 0 ? (open, false) : (refusedAlone ? 0 : 1, true);
            return Allowed > 0 || served;
        }
    }
}
