using System.Net;

namespace Fridge.Virtual;

/// <param name="Subnet">Of the network that the Pis are on.</param>
/// <param name="Image">The virtual-pi image in the local engine, by a name that changes with its contents.</param>
/// <param name="Owner">The cluster file; a label of what is made, and no part of what a Pi is.</param>
/// <param name="DiskBytes">Size of each Pi's engine disk: a sparse file, so this is its limit, not its cost.</param>
internal sealed record VirtualSettings(IPNetwork Subnet, string Image, VirtualOwner Owner, long DiskBytes = 6L << 30);
