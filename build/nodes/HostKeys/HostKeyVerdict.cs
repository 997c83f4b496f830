namespace Fridge.Nodes;

/// <summary>What a presented host key means.</summary>
internal enum HostKeyVerdict
{
    Trusted,

    /// <summary>Trusted by the cluster file or by <c>--accept-new-host-keys</c>, and to be written down.</summary>
    TrustedAndNew,

    /// <summary>A person decides.</summary>
    Unknown,

    /// <summary>Another key is known: refused.</summary>
    Changed,

    /// <summary>The cluster file names another key: refused.</summary>
    NotExpected,

    /// <summary>known_hosts marks this key as revoked: refused whoever names it.</summary>
    Revoked,
}

internal static class HostKeyRules
{
    /// <summary>Pure. A key of another type beside a known one is a change too: whoever stands in between may offer only that type.</summary>
    public static HostKeyVerdict Judge(HostKey presented, HostKey? expected, IReadOnlyCollection<HostKey> known, IReadOnlyCollection<HostKey> revoked, bool acceptNew)
    {
        if (revoked.Contains(presented))
            return HostKeyVerdict.Revoked;
        if (expected is not null && presented != expected)
            return HostKeyVerdict.NotExpected;
        if (known.Contains(presented))
            return HostKeyVerdict.Trusted;
        if (expected is not null)
            return HostKeyVerdict.TrustedAndNew;
        if (known.Count > 0)
            return HostKeyVerdict.Changed;
        return acceptNew ? HostKeyVerdict.TrustedAndNew : HostKeyVerdict.Unknown;
    }
}
