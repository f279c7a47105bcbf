namespace Errand.Hosting;

/// <summary>Says on the standard error, once a program, that a log provider fails: the log cannot say it.</summary>
internal sealed class LogFault
{
    private int _told;

    public void Tell(Exception exception)
    {
        if (Interlocked.Exchange(ref _told, 1) != 0)
        {
            return;
        }

        try
        {
            // The framework says "An error occurred while writing to logger(s)" around it.
            Exception cause = exception is AggregateException { InnerException: { } inner } ? inner : exception;
            string why = ExceptionText.Message(cause).ReplaceLineEndings(" ");
            Console.Error.WriteLine(
                $"A log provider failed, so lines of Errand may be missing from its log; tasks are not affected. It reported: {why}");
        }
        catch (Exception)
        {
            // There is nowhere left to report it.
        }
    }
}
