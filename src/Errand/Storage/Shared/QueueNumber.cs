namespace Errand.Storage.Shared;

/// <summary>The number that stands for a task's queue. From 2^32 on it stands for a part of a queue, whose number is in the upper
/// half.</summary>
internal static class QueueNumber
{
    private const long FirstOfParts = 1L << 32;

    public static long QueueOf(long number) => number < FirstOfParts ? number : number >> 32;
}
