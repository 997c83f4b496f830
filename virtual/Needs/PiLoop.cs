using System.Buffers.Binary;
using System.Net;

namespace Fridge.Virtual.Needs;

/// <summary>A Pi's own loop device: a number of its own, so that no other loop device of this machine has to be opened for it.</summary>
internal static class PiLoop
{
    /// <summary>Above all that are taken one after another; a minor number has 20 bits.</summary>
    private const uint First = 1 << 19;

    /// <summary>Of the address, since no two Pis that run here at the same time have one: their networks don't overlap.</summary>
    public static uint NumberOf(string address) =>
        First | (BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(address).GetAddressBytes()) & (First - 1));
}
