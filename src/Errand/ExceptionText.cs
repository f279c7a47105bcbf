using System.Text;

namespace Errand;

/// <summary>What an exception says, for people. Its members are code of its author: each may throw, return null or be enormous.</summary>
internal static class ExceptionText
{
    /// <summary>How many messages of a chain are shown.</summary>
    private const int MaxMessages = 8;

    private const int MaxLength = 4000;

    /// <summary>How many exceptions are printed in full: <see cref="Exception.ToString"/> calls itself for each inner one, and a chain of
    /// thousands would end the process.</summary>
    private const int MaxExceptions = 100;

    /// <summary>The exception's message and those of its inner ones, as "outer: inner".</summary>
    public static string Message(Exception exception)
    {
        var text = new StringBuilder();
        int shown = 0;
        string outer = "";
        // Bounded, should none of very many say anything.
        int left = MaxLength;
        for (Exception? e = exception;
             e is not null && shown < MaxMessages && text.Length <= MaxLength && left > 0;
             e = e.InnerException, left--)
        {
            string message = OwnMessage(e);
            // The author wrote "outer: inner" already.
            if (message.Length > 0 && !EndsWith(outer, message))
            {
                text.Append(shown == 0 ? "" : ": ").Append(message, 0, Math.Min(message.Length, MaxLength + 1));
                shown++;
            }

            outer = message;
        }

        return text.Length <= MaxLength ? text.ToString() : Cut(text) + "…";
    }

    /// <summary>Without those of its inner ones.</summary>
    public static string OwnMessage(Exception exception)
    {
        if (exception is AggregateException && !IsSmall(exception))
        {
            // Its message is made of those of all that is in it, by calls within calls.
            return "One or more errors occurred.";
        }

        try
        {
            return exception.Message ?? "";
        }
        catch (Exception)
        {
            return $"The message of the exception {exception.GetType()} could not be read.";
        }
    }

    /// <summary>Whether a log can print it.</summary>
    public static bool IsPrintable(Exception exception)
    {
        if (!IsSmall(exception))
        {
            return false;
        }

        try
        {
            _ = exception.ToString();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Whether it is made of so few exceptions that printing it is safe.</summary>
    public static bool IsSmall(Exception exception) =>
        // The everyday case first: it costs nothing.
        (exception.InnerException is null && exception is not AggregateException) || Parts(exception).Count < MaxExceptions;

    /// <summary>Type, message and stack of each exception that it is made of, as far as they can be read.</summary>
    public static string Print(Exception exception)
    {
        var text = new StringBuilder();
        foreach (Exception part in Parts(exception))
        {
            text.Append(text.Length == 0 ? "" : "\n ---> ").Append(part.GetType().FullName).Append(": ").Append(OwnMessage(part));
            text.Append(StackOf(part) is { Length: > 0 } stack ? "\n" + stack : "");
        }

        return text.ToString();
    }

    /// <summary>The first ones, outer before inner. Without recursion, since they can be nested to any depth.</summary>
    private static List<Exception> Parts(Exception exception)
    {
        List<Exception> parts = [];
        var open = new Stack<Exception>([exception]);
        while (parts.Count < MaxExceptions && open.TryPop(out Exception? part))
        {
            parts.Add(part);
            if (part is AggregateException several)
            {
                int count = Math.Min(several.InnerExceptions.Count, MaxExceptions);
                for (int i = count - 1; i >= 0; i--)
                {
                    open.Push(several.InnerExceptions[i]);
                }
            }
            else if (part.InnerException is { } inner)
            {
                open.Push(inner);
            }
        }

        return parts;
    }

    private static string? StackOf(Exception exception)
    {
        try
        {
            return exception.StackTrace;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static bool EndsWith(string outer, string inner) =>
        outer.Length > inner.Length + 2
        && outer.EndsWith(inner, StringComparison.Ordinal)
        && outer.AsSpan(0, outer.Length - inner.Length).EndsWith(": ", StringComparison.Ordinal);

    /// <summary>Not in the middle of a character.</summary>
    private static string Cut(StringBuilder text) =>
        text.ToString(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength);
}
