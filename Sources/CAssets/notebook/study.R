# The R of a study's notebook, cell by cell as study.py; @…@ is filled in by the program.

# %% setup
library(readr)
library(ggplot2)

results <- @results@
written_for <- c(@digests@)
warm_up <- @warm_up@ # weeks that all regimes share, before they part
at_point <- 0 # number of the design point that is drawn; the table of differences has all of them

manifest <- jsonlite::fromJSON(file.path(results, "manifest.json"))
package <- jsonlite::fromJSON(file.path(results, "datapackage.json"), simplifyVector = FALSE)
regimes <- manifest$regimes
colours <- setNames(rep_len(c(@colours@), length(regimes)), regimes)

# A table with the types that its data package declares: regimes called NaN or 1e5 stay text.
read <- function(name) {
  resource <- Filter(function(resource) resource$name == name, package$resources)[[1]]
  types <- list(string = col_character(), integer = col_integer(), number = col_double())
  columns <- lapply(resource$schema$fields, function(field) types[[field$type]])
  names(columns) <- vapply(resource$schema$fields, function(field) field$name, "")
  as.data.frame(read_csv(file(file.path(results, resource$path)), na = "", col_types = do.call(cols, columns)))
}

in_order <- function(regime) factor(regime, levels = rev(regimes))
words <- function(name) gsub("_", " ", name)
theme_set(theme_minimal() + theme(panel.grid.minor = element_blank()))
options(width = 120)

files <- setNames(manifest$files$sha256, manifest$files$path)
cat(if (all(files[names(written_for)] == written_for)) "The words below were written for these very tables.\n" else
  "These are NOT the tables that the words below were written for: run rainmaker notebook again.\n")

# %% levels
summary_table <- subset(read("summary"), point == at_point)
levels_of <- subset(summary_table, metric %in% c("profit", "revenue", "quota_attainment"))
levels_of$metric <- factor(words(levels_of$metric), levels = c("profit", "revenue", "quota attainment"))
ggplot(levels_of, aes(y = in_order(regime), colour = regime)) +
  geom_linerange(aes(xmin = p05, xmax = p95), na.rm = TRUE) +
  geom_linerange(aes(xmin = ci_low, xmax = ci_high), linewidth = 2.5, na.rm = TRUE) +
  geom_point(aes(x = mean), colour = "black", na.rm = TRUE) +
  facet_wrap(~metric, scales = "free_x") +
  scale_colour_manual(values = colours, guide = "none") +
  labs(x = NULL, y = NULL)

# %% differences
gaps <- subset(read("comparisons"), metric == "profit")
if (sum(gaps$point == at_point) > 28) gaps <- subset(gaps, regime_a == regimes[1]) # too many to be read: all against the first
# The table has a less b; a reader asks what the later regime brings.
gaps <- data.frame(
  pair = paste(gaps$regime_b, "less", gaps$regime_a), difference = -gaps$mean_difference, from = -gaps$ci_high,
  to = -gaps$ci_low, ahead = 1 - gaps$prob_a_beats_b, p_adjusted = gaps$p_adjusted, regime = gaps$regime_b,
  point = gaps$point
)
ggplot(subset(gaps, point == at_point), aes(y = factor(pair, levels = rev(unique(pair))), colour = regime)) +
  geom_vline(xintercept = 0, linetype = "dotted") +
  geom_linerange(aes(xmin = from, xmax = to), linewidth = 2.5, na.rm = TRUE) +
  geom_point(aes(x = difference), colour = "black", na.rm = TRUE) +
  scale_colour_manual(values = colours, guide = "none") +
  labs(x = "difference in profit on the same trials", y = NULL)
print(gaps[names(gaps) != "regime"], digits = 3, row.names = FALSE)

# %% pairing
trials <- subset(read("trials"), point == at_point)
wide <- tapply(trials$profit, list(trials$trial, trials$regime), identity)[, regimes, drop = FALSE]
gain <- wide[, -1, drop = FALSE] - wide[, 1]
pairs <- data.frame(
  first = rep(wide[, 1], ncol(gain)), other = as.vector(wide[, -1]), regime = rep(regimes[-1], each = nrow(wide))
)
ggplot(pairs, aes(first, other, colour = regime)) +
  geom_abline(linetype = "dotted") +
  geom_point(size = 0.8) +
  scale_colour_manual(values = colours) +
  labs(x = paste("profit under", regimes[1]), y = "profit in the same trial under another regime")
print(data.frame(
  regime = regimes[-1], gain = colMeans(gain), standard_error = apply(gain, 2, sd) / sqrt(nrow(gain)),
  correlation = cor(wide)[-1, 1]
), digits = 4, row.names = FALSE)

# %% paths
series <- subset(read("timeseries"), point == at_point)
series <- subset(series, metric %in% c("profit", "revenue", "win_rate", "skill", "motivation", "match"))
if ("week" %in% names(series)) {
  series$quarter <- series$week %/% 13
  series <- subset(series, quarter < (max(series$week) + 1) %/% 13)
  series <- aggregate(series[c("mean", "p25", "p75")], series[c("metric", "regime", "quarter")], mean)
}
series$quarter <- series$quarter + 1 # tables count from 0
# At most two quarters of what all share.
ggplot(subset(series, quarter >= warm_up / 13 - 1.5), aes(quarter, mean, colour = regime, fill = regime)) +
  geom_ribbon(aes(ymin = p25, ymax = p75), alpha = 0.15, colour = NA) +
  geom_line() +
  geom_vline(xintercept = if (warm_up > 0) warm_up / 13 + 0.5, linetype = "dotted") +
  facet_wrap(~ words(metric), scales = "free_y") +
  scale_x_continuous(breaks = function(range) unique(round(pretty(range)))) +
  scale_colour_manual(values = colours) +
  scale_fill_manual(values = colours) +
  labs(y = NULL)

# %% points
everywhere <- subset(read("summary"), metric == "profit")
points <- read("points")
ggplot(everywhere, aes(point, mean, colour = regime, fill = regime)) +
  geom_ribbon(aes(ymin = ci_low, ymax = ci_high), alpha = 0.2, colour = NA) +
  geom_line() +
  geom_point() +
  scale_colour_manual(values = colours) +
  scale_fill_manual(values = colours) +
  scale_x_continuous(breaks = points$point, labels = gsub(", ", ",\n", points$name), guide = guide_axis(check.overlap = TRUE)) +
  labs(x = NULL, y = "profit")
print(points, row.names = FALSE)

# %% drivers
drivers <- subset(
  read("drivers"),
  outcome == "performance" & terms == "traits" & point == at_point & !is.na(standardised)
)
ggplot(drivers, aes(standardised, reorder(words(term), abs(standardised)), colour = regime)) +
  geom_vline(xintercept = 0, linetype = "dotted") +
  geom_point() +
  scale_colour_manual(values = colours) +
  labs(x = "standard deviations of revenue for one of the trait", y = NULL)

# %% decomposition
parts <- subset(read("decomposition"), metric == "profit" & point == at_point & !is.na(contribution))
parts <- parts[order(match(parts$regime, regimes), -abs(parts$contribution)), ]
parts$part <- paste0(parts$regime, " less ", parts$against, ": ", words(parts$mechanism))
ggplot(parts, aes(y = factor(part, levels = rev(part)), colour = regime)) +
  geom_vline(xintercept = 0, linetype = "dotted") +
  geom_linerange(aes(xmin = ci_low, xmax = ci_high), linewidth = 2.5, na.rm = TRUE) +
  geom_point(aes(x = contribution), colour = "black") +
  scale_colour_manual(values = colours, guide = "none") +
  labs(x = "part of the difference in profit that is gone without the mechanism", y = NULL)
print(parts[c("part", "difference", "difference_without", "contribution", "ci_low", "ci_high")], digits = 3, row.names = FALSE)

# %% hypotheses
claims <- read("hypotheses")
print(claims[c("hypothesis", "kind", "verdict", "effect", "ci_low", "ci_high", "scale", "p_adjusted")], digits = 4,
  row.names = FALSE)
