namespace HangfirePeer;

/// <summary>What every job does: nothing, like Errand's task.</summary>
public static class Noop
{
    public static int Run(int number, string text) => text.Length > 0 ? number : 0;
}
